"""One theme for all charts: colours, fonts, sizes. Colours are told apart by people with colour-vision deficiencies as far
as seventeen can be; no chart relies on colour alone."""

from __future__ import annotations

# Paul Tol's muted and bright schemes (personal.sron.nl/~pault), one colour per country everywhere.
COUNTRY_COLOUR = {
    "ARM": "#cc6677", "AZE": "#117733", "BLR": "#882255", "EST": "#4477aa", "GEO": "#aa4499", "KAZ": "#44aa99",
    "KGZ": "#999933", "LTU": "#ddaa33", "LVA": "#ee7733", "MDA": "#332288", "RUS": "#bb5566", "TJK": "#6699cc",
    "TKM": "#997700", "UKR": "#0077bb", "UZB": "#66aa55", "HUN": "#777777", "IND": "#aaaaaa",
}  # fmt: skip
INDEX_COLOUR = {
    "composite": "#3b4a6b", "law": "#4477aa", "funding": "#997700", "practice": "#aa4466",
    "association": "#117733", "assembly": "#882255", "expression": "#0077bb", "security": "#997700",
}  # fmt: skip
ACCENT = "#3b6ea5"
EVENT = "#c2571a"
SEQUENTIAL = ["#e8eef5", "#b5cbe0", "#7ba3c8", "#3f77ac", "#164a7c"]
FONT = "system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif"


def theme_config() -> dict:
    """Vega-Lite configuration shared by all charts; the page adds light or dark text colours."""
    axis = {
        "labelFontSize": 11,
        "titleFontSize": 11,
        "titleFontWeight": "normal",
        "gridColor": "#8c96a0",
        "gridOpacity": 0.25,
        "domainColor": "#8c96a0",
        "tickColor": "#8c96a0",
    }
    return {
        "background": "transparent",
        "font": FONT,
        "view": {"stroke": None},
        "axis": axis,
        "legend": {"labelFontSize": 11, "titleFontSize": 11, "orient": "top"},
        "header": {"labelFontSize": 12, "labelFontWeight": "bold", "titleFontSize": 0},
        "title": {"anchor": "start", "fontSize": 14, "fontWeight": "bold"},
    }
