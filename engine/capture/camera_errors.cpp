#include "capture/camera_errors.h"

#include <cerrno>
#include <cstring>

namespace countersign {

Error cameraNotFound(std::string detail) {
    return makeError(ErrorCode::CameraNotFound, std::move(detail));
}
Error cameraForbidden(std::string detail) {
    return makeError(ErrorCode::CameraForbidden, std::move(detail));
}
Error cameraBusy(std::string detail) {
    return makeError(ErrorCode::CameraBusy, std::move(detail));
}
Error cameraUnfit(std::string detail) {
    return makeError(ErrorCode::CameraUnfit, std::move(detail));
}
Error cameraTooSmall(std::string detail) {
    return makeError(ErrorCode::CameraTooSmall, std::move(detail));
}
Error cameraTooSlow(std::string detail) {
    return makeError(ErrorCode::CameraTooSlow, std::move(detail));
}
Error cameraLost(std::string detail) {
    return makeError(ErrorCode::CameraLost, std::move(detail));
}
Error cameraStalled(std::string detail) {
    return makeError(ErrorCode::CameraStalled, std::move(detail));
}
Error cameraFailed(std::string detail) {
    return makeError(ErrorCode::CameraFailed, std::move(detail));
}

Error cameraErrorFrom(int errorNumber, const std::string& doing) {
    std::string detail = doing + ": " + std::strerror(errorNumber);
    switch (errorNumber) {
        case ENOENT:
        case ENODEV:
        case ENXIO:
            return cameraNotFound(std::move(detail));
        case EACCES:
        case EPERM:
            return cameraForbidden(std::move(detail));
        case EBUSY:
        case ENOSPC:
            return cameraBusy(std::move(detail));  // ENOSPC: the USB bus has no bandwidth left
        default:
            return cameraFailed(std::move(detail));
    }
}

}  // namespace countersign
