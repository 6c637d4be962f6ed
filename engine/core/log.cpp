#include "core/log.h"

#include <spdlog/logger.h>
#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <cctype>

namespace countersign {
namespace {

class SpdLog final : public Log {
  public:
    explicit SpdLog(spdlog::sink_ptr sink) : m_logger("countersign", std::move(sink)) {
        m_logger.set_pattern("%Y-%m-%dT%H:%M:%S.%e %L %v");
        m_logger.flush_on(spdlog::level::info);
    }

  protected:
    void write(Level level, std::string_view area, std::string_view message) override {
        const auto severity = level == Level::Error     ? spdlog::level::err
                              : level == Level::Warning ? spdlog::level::warn
                                                        : spdlog::level::info;
        m_logger.log(severity, "[{}] {}", area, redact(message));
    }

  private:
    spdlog::logger m_logger;
};

class NoLog final : public Log {
  protected:
    void write(Level, std::string_view, std::string_view) override {}
};

}  // namespace

std::unique_ptr<Log> openFileLog(const std::filesystem::path& file) {
    try {
        return std::make_unique<SpdLog>(
            std::make_shared<spdlog::sinks::rotating_file_sink_mt>(file.string(), 1U << 20U, 3));
    } catch (const spdlog::spdlog_ex&) {
        return openStderrLog();
    }
}

std::unique_ptr<Log> openStderrLog() {
    return std::make_unique<SpdLog>(std::make_shared<spdlog::sinks::stderr_sink_mt>());
}

std::unique_ptr<Log> discardLog() { return std::make_unique<NoLog>(); }

std::string redact(std::string_view message) {
    std::string out;
    out.reserve(message.size());
    for (std::size_t i = 0; i < message.size();) {
        const auto c = static_cast<unsigned char>(message[i]);
        if (std::isdigit(c) != 0) {
            std::size_t end = i;
            while (end < message.size() && std::isdigit(static_cast<unsigned char>(message[end])) != 0) ++end;
            if (end - i >= 6) {
                out += "[number]";
            } else {
                out.append(message.substr(i, end - i));
            }
            i = end;
        } else if (c >= 0x80) {
            while (i < message.size() && static_cast<unsigned char>(message[i]) >= 0x80) ++i;
            out += "[text]";
        } else {
            out += c < 0x20 ? ' ' : static_cast<char>(c);
            ++i;
        }
    }
    return out;
}

}  // namespace countersign
