#include "app/counter/notice_reader.h"

#include "text/spoken_text.h"

namespace countersign {

using ui::ConsentPage;

NoticeReader::NoticeReader(ConsentPage& page, Voice& voice, QObject* parent)
    : QObject(parent), m_page(page), m_voice(voice) {
    connect(&page, &ConsentPage::readAloudWanted, this, &NoticeReader::toggle);
    connect(&page, &ConsentPage::noticeChanged, this, &NoticeReader::stop);
    connect(&voice, &Voice::finished, this, [this] { m_page.setReading(ConsentPage::Speaking::No); });
    connect(&voice, &Voice::soundMissing, this, &NoticeReader::noSound);
}

void NoticeReader::stop() {
    m_voice.stop();
    m_page.setReading(ConsentPage::Speaking::No);
}

void NoticeReader::toggle() {
    if (m_voice.speaking()) {
        stop();
        return;
    }
    const auto& notice = m_page.notice();
    QStringList keys;
    const auto parts = m_page.showsQuestions() ? notice.spokenAnswers() : notice.spokenParts();
    for (const auto& part : parts) keys << ui::spokenNoticeKey(notice.version, part.name);
    // Who presses the button wants to hear it, whatever was set for the scan.
    m_voice.setMuted(false);
    m_voice.say(notice.language, keys);
    if (m_voice.speaking())
        m_page.setReading(ConsentPage::Speaking::Aloud);
    else
        Q_EMIT noSound();
}

}  // namespace countersign
