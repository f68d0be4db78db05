"""A virtual city whose true updates are known: what its offices really do for two years, and what its sites show of it.

It knows nothing of the crawler or the monitor. ``answer`` gives what a site would send at a moment; ``truth`` says what
a just judge could have known by then. Nothing here may be looked into by the judgement, nor the judgement tuned to it.
"""
