//! Starts the program: everything else is in the library.

/// Requests and rows are many small allocations on several threads, which the C library's allocator makes wait for each
/// other.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    xutra::cli::run()
}
