"""The core: stored pages become articles, articles become deals, deals have dated events."""
