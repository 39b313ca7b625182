"""How we behave at hosts: whose leave is asked, how long we wait, what a refusal is, and one crawl a host."""
