#include "enrolment/wipe_buyer.h"

#include <sodium.h>

#include "core/secret.h"

namespace countersign {

void wipe(std::string& text) noexcept {
    text.resize(text.capacity());  // what was longer once lies behind the end
    sodium_memzero(text.data(), text.size());
    text.clear();
}

void wipe(BuyerDetails& details) noexcept {
    for (std::string* text :
         {&details.documentNumber, &details.name, &details.msisdn, &details.iccid, &details.imei})
        wipe(*text);
}

void wipe(Guardian& guardian) noexcept {
    wipe(guardian.name);
    wipe(guardian.documentNumber);
}

void wipe(Draft& draft) noexcept {
    wipe(draft.portraitJpeg);
    wipe(draft.details);
    if (draft.guardian) wipe(*draft.guardian);
    draft.guardian.reset();
    if (draft.otherWay) wipe(draft.otherWay->supportingJpeg);
}

void wipe(Registration& registration) noexcept {
    wipe(registration.portraitJpeg);
    wipe(registration.bestFrameJpeg);
    wipe(registration.details);
    if (registration.guardian) wipe(*registration.guardian);
    if (registration.otherWay) wipe(registration.otherWay->supportingJpeg);
}

}  // namespace countersign
