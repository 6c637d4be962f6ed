#include "worker_pool.h"

namespace countersign {

WorkerPool::WorkerPool(unsigned threads) {
    m_threads.reserve(threads);
    for (unsigned i = 0; i < threads; ++i) m_threads.emplace_back([this] { run(); });
}

bool WorkerPool::post(std::function<void()> job) {
    {
        const std::lock_guard lock(m_mutex);
        if (m_closed) return false;
        m_jobs.push_back(std::move(job));
    }
    m_work.notify_one();
    return true;
}

void WorkerPool::close() {
    {
        const std::lock_guard lock(m_mutex);
        m_closed = true;
    }
    m_work.notify_all();
    for (auto& thread : m_threads) {
        if (thread.joinable()) thread.join();
    }
}

void WorkerPool::run() {
    for (;;) {
        std::function<void()> job;
        {
            std::unique_lock lock(m_mutex);
            m_work.wait(lock, [this] { return m_closed || !m_jobs.empty(); });
            if (m_jobs.empty()) return;
            job = std::move(m_jobs.front());
            m_jobs.pop_front();
        }
        job();
    }
}

}  // namespace countersign
