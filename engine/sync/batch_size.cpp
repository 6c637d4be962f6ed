#include "sync/batch_size.h"

#include <algorithm>

namespace countersign {

void BatchSize::answered(std::size_t records, Millis took) {
    if (took > m_limits.target) {
        m_records = std::max<std::size_t>(1, records / 2);
    } else if (took < m_limits.target / 2) {
        m_records = std::min(m_limits.records, std::max(m_records, 2 * records));
    }
}

}  // namespace countersign
