// Between the target and its made vendor's library: which bytes the library answers with. One thread.
#pragma once

#include <cstddef>
#include <cstdint>

extern "C" void fuzz_vendor_answers(const std::uint8_t* data, std::size_t size);
