"""The picture of /stats, drawn in a process of its own: the bot never imports matplotlib.

`studio.draw(figures)` starts `python -m relay_bot.paper.statistics`, hands it the figures as JSON and gets a PNG back.
"""
