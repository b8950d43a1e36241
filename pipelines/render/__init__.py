"""Render the reports into a site, with Quarto where it is installed, else with the embedded renderer."""
