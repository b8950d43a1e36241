"""Russia's register of foreign agents as the Ministry of Justice publishes it: one row per listing decision.

Rows of natural persons stay out: they would name private persons, or hold nothing. Tax and registration numbers are
not taken over.
"""

from typing import Any

CARD = {
    "title": "Register of foreign agents",
    "producer": "Ministry of Justice of the Russian Federation",
    "publisher_kind": "official_register",
    "counting_rule": "One row per decision to list a person or body; rows of natural persons are left out here.",
    "language": "ru",
    "period_from": "2013-06-27",
}
MAPPING: dict[str, Any] = {
    "table": "incidents",
    "dates": "dmy",
    "key": "№ п/п",
    "skip": {"Тип": ["физическое лицо"]},
    "match": ["Полное наименование"],
    "columns": {
        "country_iso3": {"value": "RUS"},
        "title_en": {"text": "Put on the register of foreign agents: {Полное наименование|latin}"},
        "verification": {"value": "primary_text"},
        "authority": {"value": "state"},
        "date": {"column": "Дата принятия решения о включении"},
        "end_date": {"column": "Дата принятия решения об исключении"},
        "type": {"value": "designation"},
        "rung": {"value": "3"},
        "perpetrator": {"value": "executive"},
        "target": {"column": "Тип", "values": {"организация или СМИ": "ngo"}},
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
