// Records what somebody says into a file input, at a rate a slow line can carry. Without a microphone, or where the
// page may not use it, the file input takes what the phone's own recorder made.

const LONGEST_SECONDS = 180;
const BITS_PER_SECOND = 24000;
const KINDS = ["audio/mp4", "audio/webm;codecs=opus", "audio/ogg;codecs=opus"];

let running;

export function able() {
  return Boolean(self.MediaRecorder && navigator.mediaDevices && navigator.mediaDevices.getUserMedia);
}

// Tells `(state, seconds)`: "on" every second, "off" once the input holds the recording, as if it had been chosen,
// "denied" or "failed".
export function start(input, told) {
  navigator.mediaDevices.getUserMedia({ audio: true }).then(
    (stream) => record(stream, input, told),
    (error) => told(error && error.name === "NotAllowedError" ? "denied" : "failed", 0)
  );
}

export function stop() {
  if (running) running();
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
  try {
    const mimeType = KINDS.find((kind) => MediaRecorder.isTypeSupported(kind));
    recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: BITS_PER_SECOND });
  } catch (error) {
    release(stream);
    return told("failed", 0);
  }
  const clock = setInterval(() => {
    if (seconds() >= LONGEST_SECONDS) stop();
    else told("on", seconds());
  }, 500);
  running = () => recorder.state !== "inactive" && recorder.stop();
  const leaving = onLeaving(input, stop);
  recorder.ondataavailable = (event) => event.data.size && parts.push(event.data);
  recorder.onstop = () => {
    clearInterval(clock);
    leaving.disconnect();
    release(stream);
    running = undefined;
    told(put(input, parts, recorder.mimeType) ? "off" : "failed", seconds());
  };
  recorder.start(1000);
  told("on", 0);
}

// Whoever goes on to the next question has said what there was to say.
function onLeaving(input, left) {
  const question = input.closest("[data-step]");
  const watch = new MutationObserver(() => question.classList.contains("now") || left());
  watch.observe(question, { attributes: true, attributeFilter: ["class"] });
  return watch;
}

function release(stream) {
  stream.getTracks().forEach((track) => track.stop());
}

function put(input, parts, mimeType) {
  if (parts.length === 0) return false;
  const type = mimeType.split(";")[0];
  const carrier = new DataTransfer();
  carrier.items.add(new File(parts, `voice.${type.split("/")[1]}`, { type }));
  input.files = carrier.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
}
