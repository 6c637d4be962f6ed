#include "sync/verdict.h"

namespace countersign {

Verdict verdictOf(Refusal refusal) {
    switch (refusal) {
        case Refusal::Malformed:
        case Refusal::TooLarge:
        case Refusal::VersionUnsupported:
        case Refusal::SignatureInvalid:
        case Refusal::UnknownOperatorKey:
        case Refusal::Conflict:
            return Verdict::AboutRecord;
        case Refusal::UnknownDevice:
        case Refusal::DeviceSwitchedOff:
        case Refusal::DeviceSetAside:
        case Refusal::CodeInvalid:
            return Verdict::AboutDevice;
        case Refusal::TryLater:
        case Refusal::NoSuchRoute:
        case Refusal::TooMany:
            return Verdict::NotNow;
    }
    return Verdict::NotNow;
}

}  // namespace countersign
