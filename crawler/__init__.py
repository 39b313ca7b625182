"""The web side: the catalogue of sources comes in, stored pages go out."""
