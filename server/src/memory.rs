//! How the C library manages memory.

/// Bytes from which on memory is asked of the system, and given back to it, piece by piece.
#[cfg(target_env = "gnu")]
const LARGE: libc::c_int = 128 * 1024;

/// Opening a picture takes tens of megabytes. This is where the C library begins; but after the
/// first such piece it raises the limit and keeps, for every thread, the most it ever used.
#[cfg(target_env = "gnu")]
#[expect(unsafe_code, reason = "mallopt only takes two numbers, and no other thread runs yet")]
pub fn give_back_what_is_large() {
    // Where it is refused, memory is managed as before.
    let _ = unsafe { libc::mallopt(libc::M_MMAP_THRESHOLD, LARGE) };
}

#[cfg(not(target_env = "gnu"))]
pub fn give_back_what_is_large() {}
