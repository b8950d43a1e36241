"""Render the reports into a site, with Quarto where it is installed, else with the embedded renderer."""

from pipelines.render.site import render_site

__all__ = ["render_site"]
