// The kiosk: pairs itself once, then greets one visitor after the other.

import { boot, keepIconsInPage } from "/static/web/dom.js";
import { startApp } from "./app.js";
import { forgetFiles } from "./offline/files.js";
import { pairFromAddress, showPairing } from "./pairing.js";
import { guardTaps } from "./taps.js";

const settings = boot();
guardTaps();
keepIconsInPage();
const isPairing = await pairFromAddress(settings);
if (!isPairing && settings.paired) startApp(settings);
else if (!isPairing) {
  showPairing(settings);
  await forgetFiles(); // nothing is opened here without the server any more
}
