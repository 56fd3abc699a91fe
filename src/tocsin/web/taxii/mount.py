"""Where the TAXII application stands in the whole: at `/taxii2/`, with whatever lies under it."""

from __future__ import annotations

import re
from typing import Any

from fastapi import FastAPI
from starlette.routing import Mount

from tocsin.web.taxii.document import add_taxii

PATH = "/taxii2"


def mount_taxii(app: FastAPI, taxii: FastAPI) -> None:
    """Mount the application, and add its endpoints to the OpenAPI document of the whole.

    Addresses with a line break in them are its own too, so that they get errors of its kind.
    """
    mount = Mount(PATH, app=taxii, name="taxii")
    mount.path_regex = re.compile(mount.path_regex.pattern, re.DOTALL)
    app.router.routes.append(mount)

    own = app.openapi

    def whole() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = add_taxii(own(), taxii, PATH)
        return app.openapi_schema

    app.openapi = whole  # type: ignore[method-assign]  # as FastAPI's manual has it
