"""Our own index.

`doubt`, `strength`, `combine`, `law`, `funding`, `practice`, `composite` → `simulate.simulate_scores` → `summarise`; `explain`,
`impact`, `sensitivity`, `alternatives` and `coherence` look into it.
"""
