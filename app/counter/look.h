// Language, colours, text size and motion: as remembered, as the command line says, as the settings page
// chooses. GUI thread; before the first window.
#pragma once

#include <QObject>
#include <QSettings>

#include "app/counter/options.h"
#include "core/log.h"
#include "pages/settings_page.h"
#include "text/program_language.h"

namespace countersign {

// The program's settings file in the state folder.
[[nodiscard]] QString settingsFile(const Options& options);

class Look final : public QObject {
    Q_OBJECT
  public:
    // Shows what is remembered, with the command line laid over it. All references outlive the look.
    Look(const Options& options, QSettings& settings, Log& log);
    [[nodiscard]] const ui::LookSettings& current() const { return m_look; }
    [[nodiscard]] QString languageTag() const { return m_language.tag(); }
    // Windows that stand already have the text size of when they were built.
    [[nodiscard]] bool textSizeWaits() const { return m_look.textPercent != m_shownPercent; }
    void choose(const ui::LookSettings& look);

  Q_SIGNALS:
    void languageChanged(const QString& tag);

  private:
    void show();

    QSettings& m_settings;
    ui::ProgramLanguage m_language;
    ui::LookSettings m_look;
    int m_shownPercent = 100;
};

}  // namespace countersign
