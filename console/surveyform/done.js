// The household has answered: nothing of what was typed stays in this browser.
import { Draft } from "./sending.js";

new Draft(location.pathname).forget();
