// free() and realloc() of the whole program, every library of it included: what is given back is overwritten
// first.
//
// Names, numbers and pictures pass through many hands that are not ours: Qt's strings, layouts and images,
// OpenCV's matrices, decoders, JSON, D-Bus. Each frees what it had and none of them wipes it, so that a
// picture of the memory would show the last buyers long after they left. Wiping at the one place through
// which all of it goes back covers them all. glibc has something like it (mallopt's M_PERTURB), but passes by
// the small pieces that a thread keeps for itself, which is where names and numbers are.
//
// Only in the program itself, not in its library: tests and sanitizers have allocators of their own. glibc's
// manual allows to define these functions in a program; the rest of its allocator stays as it is.
#include <malloc.h>

#include <cstddef>
#include <cstring>

// What glibc itself calls free.
extern "C" void __libc_free(void* block);

namespace {

void wipeFrom(void* block, std::size_t offset, std::size_t end) {
    if (end <= offset) return;
    std::memset(static_cast<char*>(block) + offset, 0, end - offset);
    // The compiler may not take these writes for superfluous because nobody reads them.
    asm volatile("" : : "r"(block) : "memory");
}

}  // namespace

extern "C" void free(void* block) noexcept {
    if (block == nullptr) return;
    wipeFrom(block, 0, ::malloc_usable_size(block));
    ::__libc_free(block);
}

extern "C" void* realloc(void* block, std::size_t size) noexcept {
    if (block == nullptr) return ::malloc(size);
    if (size == 0) {
        free(block);
        return nullptr;
    }
    const std::size_t held = ::malloc_usable_size(block);
    // What shrinks a little stays where it is; what moves leaves nothing behind.
    if (size <= held && size >= held / 2) {
        wipeFrom(block, size, held);
        return block;
    }
    void* moved = ::malloc(size);
    if (moved == nullptr) return nullptr;
    std::memcpy(moved, block, size < held ? size : held);
    free(block);
    return moved;
}
