// Result<T>: a value or an Error. Functions that can fail return it; exceptions stop at the library adapters.
#pragma once

#include <tl/expected.hpp>

#include "core/error.h"

namespace countersign {

template <class T>
using Result = tl::expected<T, Error>;
using Status = Result<void>;

[[nodiscard]] inline tl::unexpected<Error> failure(Error error) { return tl::unexpected<Error>(std::move(error)); }

}  // namespace countersign
