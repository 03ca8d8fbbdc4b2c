// 省流量: on a line that is paid by the megabyte texts go at once, and photos wait for Wi-Fi.

import { PHONE, read, write } from "./base.ts";
import type { Queued } from "./outbox.ts";
import { waitsForWifi } from "./schedule.ts";
import type { Surroundings } from "./surroundings.ts";

export async function chosen(): Promise<boolean> {
  return (await read<boolean>(PHONE, "saving")) === true;
}

export function choose(saving: boolean): Promise<void> {
  return write(PHONE, "saving", saving);
}

/** What may go over the line as it is now. */
export async function affordable(reports: Queued[], world: Surroundings): Promise<Queued[]> {
  if (world.line() !== "cellular" || !(await chosen())) return reports;
  return reports.filter((report) => !waitsForWifi(report, world.now()));
}
