"""Russia's list of undesirable organisations as the Ministry of Justice publishes it (JSON): one row per organisation."""

from typing import Any

CARD = {
    "title": "List of foreign and international organisations declared undesirable",
    "producer": "Ministry of Justice of the Russian Federation",
    "publisher_kind": "official_register",
    "counting_rule": "One row per organisation; the date is that of the ministry's entry, after the prosecutors' decision.",
    "language": "ru",
    "period_from": "2015-07-29",
}
MAPPING: dict[str, Any] = {
    "table": "incidents",
    "dates": "dmy",
    "key": "id",
    "match": ["fullName"],
    "columns": {
        "country_iso3": {"value": "RUS"},
        "title_en": {"text": "Entered into the list of undesirable organisations: {fullName|latin}"},
        "verification": {"value": "primary_text"},
        "authority": {"value": "state"},
        "date": {"column": "dateIn"},
        "end_date": {"column": "dateOut"},
        "type": {"value": "designation"},
        "rung": {"value": "3"},
        "perpetrator": {"value": "courts_prosecution"},
        "target": {"value": "international_ngo"},
        "organisations_affected": {"value": "1"},
        "is_minimum": {"value": "0"},
        "severity": {"value": "3"},
        "sensitivity_climate": {"value": "1"},
        "opacity": {"value": "0"},
        "distortive_law_use": {"value": "0"},
        "impunity": {"value": "0"},
        "person_publication": {"value": "not_named"},
    },
}
