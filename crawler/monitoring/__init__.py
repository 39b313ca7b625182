"""How sources fare: each run's account, each source's rhythm, the shapes of its pages, the verdict on its silence."""
