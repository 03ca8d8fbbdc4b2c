// What the browser says of the room it has.

export async function freeSpace(): Promise<number | undefined> {
  if (!navigator.storage || !navigator.storage.estimate) return undefined;
  const { quota, usage } = await navigator.storage.estimate();
  return quota === undefined || usage === undefined ? undefined : quota - usage;
}
