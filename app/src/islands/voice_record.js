// Records what somebody says into a file input, at a rate a slow line can carry. Without a microphone, or where the
// page may not use it, the file input takes what the phone's own recorder made.

const LONGEST_SECONDS = 180;
const BITS_PER_SECOND = 24000;
const KINDS = ["audio/mp4", "audio/webm;codecs=opus", "audio/ogg;codecs=opus"];

// Some recorders never say that they have stopped.
const LONGEST_WAIT = 2000;

// The browser has been asked for the microphone and has not answered yet.
let asking = false;
// Ends the recorder that runs, and then does what it is given; nothing where none runs.
let running;

export function able() {
  return Boolean(self.MediaRecorder && navigator.mediaDevices && navigator.mediaDevices.getUserMedia);
}

// Tells `(state, seconds)`: "on" every second, "off" once the input holds the recording, as if it had been chosen,
// "denied" or "failed".
export async function start(input, told) {
  if (asking || running) return;
  asking = true;
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  } catch (error) {
    return told(error && error.name === "NotAllowedError" ? "denied" : "failed", 0);
  } finally {
    asking = false;
  }
  if (isLeft(input)) release(stream);
  else record(stream, input, told);
}

export function recording() {
  return Boolean(running);
}

export function stop() {
  if (running) running();
}

// Stops, and goes on once the input holds what was said, or could not be given it.
export function stop_then(next) {
  if (running) running(next);
  else next();
}

// An address the page can play the file of an input from.
export function address(input) {
  const file = input.files && input.files[0];
  return file ? URL.createObjectURL(file) : "";
}

function record(stream, input, told) {
  const parts = [];
  const began = Date.now();
  const seconds = () => Math.round((Date.now() - began) / 1000);
  let recorder;
  let clock;
  let leaving;
  let ending = false;
  let after;
  const finish = (next) => {
    after = after || next;
    if (ending) return;
    ending = true;
    setTimeout(end, LONGEST_WAIT);
    try {
      recorder.stop();
    } catch (error) {
      end();
    }
  };
  const end = () => {
    if (running !== finish) return;
    running = undefined;
    clearInterval(clock);
    leaving.disconnect();
    release(stream);
    told(put(input, parts, recorder.mimeType) ? "off" : "failed", seconds());
    if (after) after();
  };
  try {
    const mimeType = KINDS.find((kind) => MediaRecorder.isTypeSupported(kind));
    recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: BITS_PER_SECOND });
    recorder.ondataavailable = (event) => event.data.size && parts.push(event.data);
    recorder.onstop = end;
    recorder.start(1000);
  } catch (error) {
    release(stream);
    return told("failed", 0);
  }
  running = finish;
  leaving = onLeaving(input, finish);
  clock = setInterval(() => {
    if (seconds() >= LONGEST_SECONDS) finish();
    else told("on", seconds());
  }, 500);
  told("on", 0);
}

// Whoever goes on to the next question has said what there was to say.
function onLeaving(input, left) {
  const watch = new MutationObserver(() => isLeft(input) && left());
  watch.observe(input.closest("[data-step]"), { attributes: true, attributeFilter: ["class"] });
  return watch;
}

// Where the form is shown a question at a time: whether another one is shown.
function isLeft(input) {
  const question = input.closest("[data-steps] [data-step]");
  return Boolean(question) && !question.classList.contains("now");
}

function release(stream) {
  stream.getTracks().forEach((track) => track.stop());
}

function put(input, parts, mimeType) {
  if (parts.length === 0) return false;
  const type = mimeType.split(";")[0];
  try {
    const carrier = new DataTransfer();
    carrier.items.add(new File(parts, `voice.${type.split("/")[1]}`, { type }));
    input.files = carrier.files;
  } catch (error) {
    return false;
  }
  input.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
}
