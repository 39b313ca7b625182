"""Imported last by a process from which children are forked: nothing comes in, what was loaded before is shared."""

import gc
import signal

gc.collect()
gc.freeze()  # memory that no child's collector writes to is shared
signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C that came while all was loaded is not meant for this process
signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
signal.signal(signal.SIGINT, signal.default_int_handler)  # from here on its server ignores it, and children do not
