#include "app/counter/scan_gate.h"

#include <utility>

#include "enrolment/camera_rule.h"

namespace countersign {

using ui::CounterNotice;
using ui::Tone;

ScanGate::ScanGate(ScanGateParts parts, QObject* parent) : QObject(parent), m(std::move(parts)) {
    if (m.records == nullptr) return;
    connect(m.records, &RecordsThread::mayBegin, this, [this] {
        const auto begin = std::exchange(m_begin, nullptr);
        if (begin && open()) begin();  // the camera may have gone meanwhile
    });
    connect(m.records, &RecordsThread::mayNotBegin, this, [this](const Error& error) {
        if (std::exchange(m_begin, nullptr)) m.notices.tellError(error.code);
    });
}

void ScanGate::ask(std::function<void()> begin) {
    if (asked() || !open()) return;
    if (m.training()) {
        begin();
        return;
    }
    if (m.records == nullptr) return;  // whoever asks has said so
    m_begin = std::move(begin);
    m.records->askToBegin();  // a scan that could not be saved is not begun
}

bool ScanGate::open() {
    if (m_broken) {
        m.notices.tellError(*m_broken);
        return false;
    }
    const auto& source = m.camera.source();
    if (!source) {
        m.notices.tell(m.camera.cameras().empty() ? CounterNotice::NoCamera : CounterNotice::CameraUnusable,
                       Tone::Warning);
        return false;
    }
    if (m.virtualCamera == VirtualCameraRule::Block && isSoftwareCamera(*source)) {
        m.notices.tell(CounterNotice::SoftwareCamera,
                       Tone::Bad);  // a scan that can only be refused is not begun
        return false;
    }
    return true;
}

}  // namespace countersign
