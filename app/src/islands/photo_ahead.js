// The script is asked for when there is a photo, so that the form without one stays light.

let asked = false;

export function load(address) {
  if (asked) return;
  asked = true;
  const script = document.createElement("script");
  script.src = address;
  document.head.appendChild(script);
}
