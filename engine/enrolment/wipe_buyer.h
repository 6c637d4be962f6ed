// Overwrites what is a buyer's own, where a value would otherwise only be emptied. Any thread.
#pragma once

#include <string>

#include "enrolment/workflow.h"

namespace countersign {

// Overwritten, then emptied. A short text lies inside the string itself, where no freeing of memory reaches
// it.
void wipe(std::string& text) noexcept;
// Name and numbers; what is bought, the kind of document and the language stay.
void wipe(BuyerDetails& details) noexcept;
void wipe(Guardian& guardian) noexcept;
// Pictures, name, numbers, who answers. Whether there was consent and what came of the tries stays, since the
// workflow's table asks for it.
void wipe(Draft& draft) noexcept;
// After it was sealed.
void wipe(Registration& registration) noexcept;

}  // namespace countersign
