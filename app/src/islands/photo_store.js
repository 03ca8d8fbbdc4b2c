// Keeps chosen photos on the phone until the form is sent: the camera may end the page, and a
// browser never puts files back into a form. Where there is no IndexedDB nothing is kept.

const LIFE = 24 * 3600 * 1000;
// Where draft.rs keeps what was typed; its first line says when. Who keeps a photo keeps a draft.
const DRAFT = "yaoan.draft";

sweep();

// Whatever page with islands is opened: what is older than a day is forgotten.
function sweep() {
  let draft;
  try {
    draft = localStorage.getItem(DRAFT);
  } catch (error) {
    return;
  }
  if (!draft) return;
  if (Date.now() - Date.parse(draft.split("\n")[0]) < LIFE) return drop_old();
  localStorage.removeItem(DRAFT);
  drop_all();
}

export function keep(slot, input) {
  const file = input.files && input.files[0];
  if (file) use("readwrite", (photos) => photos.put({ file, name: file.name, at: Date.now() }, slot));
}

// As if it had just been chosen, for everything that listens.
export function restore(slot, input) {
  use("readonly", (photos) => photos.get(slot), (kept) => {
    if (!kept || input.files.length > 0) return;
    if (Date.now() - kept.at > LIFE) return drop_one(slot);
    const carrier = new DataTransfer();
    carrier.items.add(new File([kept.file], kept.name, { type: kept.file.type }));
    input.files = carrier.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

export function drop_one(slot) {
  use("readwrite", (photos) => photos.delete(slot));
}

function drop_old() {
  use("readwrite", (photos) => photos.openCursor(), (at) => {
    if (!at) return;
    if (Date.now() - at.value.at > LIFE) at.delete();
    at.continue();
  });
}

export function drop_all() {
  use("readwrite", (photos) => photos.clear());
}

function use(mode, ask, answered) {
  let opening;
  try {
    opening = indexedDB.open("yaoan", 1);
  } catch (error) {
    return;
  }
  opening.onupgradeneeded = () => opening.result.createObjectStore("photos");
  opening.onsuccess = () => {
    const base = opening.result;
    try {
      const job = base.transaction("photos", mode);
      const request = ask(job.objectStore("photos"));
      if (answered) request.onsuccess = () => answered(request.result);
      job.oncomplete = job.onerror = job.onabort = () => base.close();
    } catch (error) {
      base.close();
    }
  };
}
