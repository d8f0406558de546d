"""What every page starts from: the services, the engine, and the run that the address names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

import core.adapters
import core.adapters.engine
import core.adapters.environment
from core import jobs
from core.models import NO_MODEL, Request, Run, Source
from core.ports import RunsWork
from core.services import Services
from core.settings import VARIABLES, Settings


@st.cache_resource(show_spinner=False)
def typed_settings() -> dict[str, str]:
    """Hold what was typed into this server process, by attribute; it is never written down."""
    return {}


@st.cache_resource(show_spinner=False)
def services() -> Services:
    """Join the services, once for all pages."""
    return core.adapters.build_services(_settings())


def _settings() -> Settings:
    settings = core.adapters.environment.load_settings(_secrets())
    return replace(settings, **typed_settings())  # type: ignore[arg-type]


def _secrets() -> Mapping[str, object]:
    try:
        return {name: st.secrets[name] for name in VARIABLES if name in st.secrets}
    except StreamlitSecretNotFoundError:
        return {}


def engine() -> RunsWork:
    """Give the engine, started if it is not; runs that were cut short go on at once."""
    return core.adapters.engine.boot(services())


def type_settings(changes: Mapping[str, str]) -> None:
    """Use other keys in this server process from now on; an empty one is forgotten."""
    kept = {**typed_settings(), **changes}
    typed_settings().clear()
    typed_settings().update({name: text.strip() for name, text in kept.items() if text.strip()})
    services.clear()
    engine()


def named_run() -> Run | None:
    """Give the run in the address; None where the address names none.

    Raises:
        RunUnknown: there is no such run.
    """
    run_id = st.query_params.get("run", "")
    return services().runs.get(run_id) if run_id else None


def begin(source: Source) -> Run:
    """Begin a run and its study."""
    run = services().runs.create(source)
    engine().start_study(run.id)
    return run


def write(run_id: str, request: Request) -> None:
    """Have a run written as asked.

    Raises:
        BadRequest: it is being written otherwise just now.
    """
    jobs.order_post(services().runs, engine(), run_id, request)


def write_draft(run_id: str) -> None:
    """Have the free draft written."""
    write(run_id, Request(model=NO_MODEL, cap_usd=Decimal(0)))


def has_key() -> bool:
    """Tell whether a model can be asked: a key is there, or a server of one's own."""
    settings = services().settings
    return bool(settings.anthropic_api_key or settings.anthropic_base_url)


def resume(run_id: str) -> None:
    """Go on where a run stopped: with the writing if that was asked for, else with the study."""
    request, study = services().runs.request(run_id), services().runs.study(run_id)
    if request is not None and study is not None:
        engine().start_write(run_id)
    else:
        engine().start_study(run_id)


def remove(run_id: str) -> None:
    """Stop a run and forget it."""
    engine().cancel(run_id)
    services().runs.remove(run_id)
