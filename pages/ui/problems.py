"""The one place where pages catch and show what went wrong: what happened, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from core.errors import ChapterwiseError
from core.models import Finding, Problem, Severity
from core.runs import describe_problem
from core.timecodes import format_clock
from pages.ui.words import counted, plain

_ICONS: dict[Severity, str] = {
    "info": ":material/info:",
    "warning": ":material/warning:",
    "error": ":material/error:",
}


@contextmanager
def caught() -> Iterator[None]:
    """Show an error of ours in place of what could not be drawn; the page lives on."""
    try:
        yield
    except ChapterwiseError as error:
        show(describe_problem(error))


def show(problem: Problem) -> None:
    """Show what went wrong and what to do next."""
    draw = st.warning if problem.kind in {"Cancelled", "BudgetExceeded"} else st.error
    text = f"**{plain(problem.message)}**"
    draw(f"{text}  \n{plain(problem.hint)}" if problem.hint else text, icon=":material/error:")


def show_findings(findings: tuple[Finding, ...], label: str = "finding") -> None:
    """List what a person should know, folded away unless something is wrong."""
    if not findings:
        return
    is_bad = any(finding.severity == "error" for finding in findings)
    with st.expander(counted(len(findings), label), expanded=is_bad, icon=":material/fact_check:"):
        for finding in findings:
            at = f" · {format_clock(finding.at_s)}" if finding.at_s is not None else ""
            st.markdown(
                f"{_ICONS[finding.severity]} **{plain(finding.where)}**{at}  \n"
                f"{plain(finding.message)}"
            )
