// A vendor's chip reader behind a shared library of the operator's (vendor_reader_abi.h). One thread.
#pragma once

#include <filesystem>
#include <memory>

#include "readers/chip_reader.h"

namespace countersign {

// Loads the library and finds every function before anything is called. The library stays loaded for the life
// of the device. Error: ReaderLibraryUnusable, which says what is missing.
[[nodiscard]] Result<std::unique_ptr<ChipDevice>> loadVendorReader(const std::filesystem::path& library);

}  // namespace countersign
