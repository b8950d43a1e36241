"""Outside registers whose form is known: one module each with its source card and its mapping onto our tables."""

from types import ModuleType

from pipelines.datasets.importers import rus_foreign_agents, rus_undesirable

REGISTERS: dict[str, ModuleType] = {"rus_foreign_agents": rus_foreign_agents, "rus_undesirable": rus_undesirable}
