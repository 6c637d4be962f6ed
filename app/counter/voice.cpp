#include "app/counter/voice.h"

#include <QFileInfo>
#include <utility>

namespace countersign {
namespace {

constexpr int kLastWait = 500;  // ms, for a killed player to be gone: longer than a slow disk keeps one

}  // namespace

Voice::Voice(VoiceParts parts, QObject* parent) : QObject(parent), m(std::move(parts)) {}

Voice::~Voice() {
    // Players that were stopped a moment ago are still among them. One that does not die of a kill is left
    // behind.
    for (auto* process : findChildren<QProcess*>()) {
        process->disconnect(this);
        process->kill();
        process->waitForFinished(kLastWait);
    }
}

QString Voice::clip(const QString& language, const QString& key) const {
    const QString base = language.section(u'-', 0, 0);
    // "en-GB" is served by "en"; the shipped folders have the names of the program's languages.
    QStringList names{language, base};
    if (base == QStringLiteral("zh")) names << QStringLiteral("zh-CN");
    for (const QString& folder : m.folders) {
        for (const QString& name : names) {
            const QString file = folder + u'/' + name + u'/' + key + QStringLiteral(".wav");
            if (QFileInfo(file).isFile()) return file;
        }
    }
    return {};
}

void Voice::say(const QString& language, const QStringList& keys) {
    stop();
    if (m_muted) return;
    for (const QString& key : keys) {
        const QString file = clip(language, key);
        if (!file.isEmpty()) m_files << file;
    }
    if (m_files.isEmpty()) return;
    m_speaking = true;
    next();
}

void Voice::stop() {
    m_files.clear();
    m_speaking = false;
    if (m_process == nullptr) return;
    // It may take a moment to die; nobody waits for it.
    auto* process = std::exchange(m_process, nullptr);
    process->disconnect(this);
    connect(process, &QProcess::finished, process, &QObject::deleteLater);
    process->kill();
    if (process->state() == QProcess::NotRunning) process->deleteLater();
}

void Voice::setMuted(bool muted) {
    if (muted == m_muted) return;
    m_muted = muted;
    if (muted) stop();
    Q_EMIT mutedChanged(muted);
}

void Voice::next() {
    if (m_files.isEmpty()) {
        m_speaking = false;
        Q_EMIT finished();
        return;
    }
    auto* process = new QProcess(this);
    m_process = process;
    process->setStandardOutputFile(QProcess::nullDevice());
    process->setStandardErrorFile(QProcess::nullDevice());
    connect(process, &QProcess::finished, this, [this](int code, QProcess::ExitStatus status) {
        ended(status == QProcess::NormalExit && code == 0);
    });
    connect(process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) ended(false);
    });
    process->start(m.player, {QStringLiteral("-q"), m_files.takeFirst()});
}

void Voice::ended(bool well) {
    if (m_process != nullptr) std::exchange(m_process, nullptr)->deleteLater();
    if (well) {
        next();
        return;
    }
    m_files.clear();
    m_speaking = false;
    if (!std::exchange(m_told, true)) Q_EMIT soundMissing();
    Q_EMIT finished();
}

}  // namespace countersign
