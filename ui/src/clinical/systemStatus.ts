// One look for each of the five statuses: colour, icon and word always together.
import type { StatusWord } from "../ipc/bindings";
import type { IconName } from "../shared/Icon.svelte";

/** How a status is drawn. */
export const statusLooks: Record<StatusWord, ["red" | "amberline" | "blue" | "green", IconName]> = {
  down: ["red", "stop"],
  degraded: ["amberline", "outage"],
  "restored-in-test": ["blue", "clock"],
  restored: ["green", "tick"],
  up: ["green", "tick"],
};
