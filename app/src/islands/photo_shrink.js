// Shrinks a chosen photo on the phone: a picture of twelve megapixels becomes a tenth of its size
// and still shows a batch number. Whatever fails, the file stays as it was chosen.

const LONGEST = 1600;
export const QUALITY = 0.75;
const SMALL_ENOUGH = 800 * 1024;
const PREVIEW = 144;

export function shrink(input, told) {
  const file = input.files && input.files[0];
  if (!file) return;
  const before = kilobytes(file.size);
  work(input, file).then(
    (done) => told(done.preview, before, kilobytes(done.size)),
    () => told("", before, before)
  );
}

// Always drawn anew, so that nothing the camera wrote beside the picture (place, owner) goes along.
export async function smaller(file) {
  return jpeg(await decode(file));
}

function kilobytes(bytes) {
  return Math.ceil(bytes / 1024);
}

async function work(input, file) {
  const picture = await decode(file);
  const longest = Math.max(picture.width, picture.height);
  const preview = draw(picture, PREVIEW / longest).toDataURL("image/jpeg", 0.6);
  if (longest <= LONGEST && file.size <= SMALL_ENOUGH) return { preview, size: file.size };
  const blob = await jpeg(picture).catch(() => null);
  if (!blob || blob.size >= file.size) return { preview, size: file.size };
  put(input, new File([blob], "photo.jpg", { type: "image/jpeg" }));
  return { preview, size: blob.size };
}

async function jpeg(picture) {
  const canvas = draw(picture, fitting(picture));
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
  if (!blob) throw new Error("the canvas gave nothing");
  return blob;
}

// Both ways turn the picture the way the camera was held (EXIF orientation).
export async function decode(file) {
  if (window.createImageBitmap) {
    try {
      return await createImageBitmap(file, { imageOrientation: "from-image" });
    } catch (error) {
      // Older engines refuse the option, or the format: the other way tells which.
    }
  }
  const address = URL.createObjectURL(file);
  try {
    return await new Promise((done, failed) => {
      const image = new Image();
      image.onload = () => done(image);
      image.onerror = failed;
      image.src = address;
    });
  } finally {
    URL.revokeObjectURL(address);
  }
}

// What the picture is drawn at, so that its longer side is not too long.
export function fitting(picture) {
  return Math.min(1, LONGEST / Math.max(picture.width, picture.height));
}

export function draw(picture, scale, canvas = document.createElement("canvas")) {
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const pen = canvas.getContext("2d");
  // A transparent PNG would turn black as JPEG.
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}

function put(input, file) {
  const carrier = new DataTransfer();
  carrier.items.add(file);
  input.files = carrier.files;
}
