"""Imported last by a process from which children are forked: nothing comes in, what was loaded before is shared."""

import gc

gc.collect()
gc.freeze()  # memory that no child's collector writes to is shared
