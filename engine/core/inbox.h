// The engine thread's inbox. Two lanes: commands keep their order and go first; of frames only the newest is kept,
// so a slow machine skips frames instead of falling behind. Many writers, one reader.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <stop_token>
#include <utility>
#include <variant>

namespace countersign {

template <class Command, class Frame>
class Inbox {
  public:
    void push(Command command) {
        {
            const std::lock_guard lock(m_mutex);
            m_commands.push_back(std::move(command));
        }
        m_ready.notify_one();
    }

    // For a command after which earlier frames mean nothing: a frame that was not taken yet is dropped.
    void pushAfresh(Command command) {
        {
            const std::lock_guard lock(m_mutex);
            m_frame.reset();
            m_commands.push_back(std::move(command));
        }
        m_ready.notify_one();
    }

    // Replaces a frame that was not taken yet. Returns true if one was replaced.
    bool offer(Frame frame) {
        bool replaced = false;
        {
            const std::lock_guard lock(m_mutex);
            replaced = m_frame.has_value();
            m_frame = std::move(frame);
        }
        m_ready.notify_one();
        return replaced;
    }

    // Waits for the next item; empty only when stop was requested.
    std::optional<std::variant<Command, Frame>> take(std::stop_token stop) {
        std::unique_lock lock(m_mutex);
        if (!m_ready.wait(lock, stop, [this] { return !m_commands.empty() || m_frame.has_value(); })) return {};
        std::variant<Command, Frame> item;
        if (!m_commands.empty()) {
            item = std::move(m_commands.front());
            m_commands.pop_front();
        } else {
            item = std::move(*m_frame);
            m_frame.reset();
        }
        return item;
    }

  private:
    std::mutex m_mutex;
    std::condition_variable_any m_ready;
    std::deque<Command> m_commands;
    std::optional<Frame> m_frame;
};

}  // namespace countersign
