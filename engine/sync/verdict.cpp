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
        case Refusal::NotKnown:  // never said to a counter
            return Verdict::NotNow;
    }
    return Verdict::NotNow;
}

}  // namespace countersign
