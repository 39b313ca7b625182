"""The spiders: one for all blocks of the catalogue, and a file of its own for a site that needs code."""
