"""Pages of tests that exchange one module: they load their modules one by one, as without bundles."""

import json

from playwright.sync_api import Page, Route

from web.bundles import ADDRESS, MANIFEST


def one_by_one(page: Page) -> None:
    """From its next load on, `page` asks for each module by itself, where the server has bundled them."""
    if not MANIFEST.exists():
        return
    made: dict[str, dict[str, str]] = json.loads(MANIFEST.read_text(encoding="utf-8"))

    def name_the_entry(route: Route) -> None:
        entry = next(iter(made[route.request.url.rsplit("/", 1)[1]]))
        route.fulfill(status=200, content_type="text/javascript", body=f'import "{entry}";')

    page.route(f"**{ADDRESS}*.js", name_the_entry)
