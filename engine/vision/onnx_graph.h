// Cuts an ONNX file into pieces that follow each other, so that a long inference can be spread over several
// frames. Knows only as much of the format as that needs. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/secret.h"

namespace countersign {

class OnnxGraph {
  public:
    // Empty if `onnx` is not a model of one input. Keeps a view of `onnx`: the bytes outlive the graph.
    [[nodiscard]] static std::optional<OnnxGraph> parse(ByteView onnx);

    // Places at which exactly one tensor passes from the nodes before to the nodes after: the graph can be
    // cut there.
    struct Cut {
        std::size_t node = 0;  // nodes before it belong to the first piece
        std::string tensor;
    };
    [[nodiscard]] const std::vector<Cut>& cuts() const { return m_cuts; }
    [[nodiscard]] std::size_t nodeCount() const { return m_nodes.size(); }
    // The cut nearest to this share (0..1) of the nodes; empty if there is none.
    [[nodiscard]] std::optional<Cut> cutNear(double share) const;

    // The piece from `begin` (empty: from the model's input) to `end` (empty: to the model's outputs) as a
    // model of its own. `inputShape`: shape of begin's tensor.
    [[nodiscard]] Bytes piece(const std::optional<Cut>& begin, const std::vector<int>& inputShape,
                              const std::optional<Cut>& end) const;

  private:
    struct Node {
        ByteView bytes;
        std::vector<std::string> inputs;
        std::vector<std::string> outputs;
        bool constant = false;
    };
    struct Named {
        ByteView bytes;
        std::string name;
    };
    void findCuts();

    std::vector<ByteView> m_modelFields;  // all but the graph, as they stand
    std::vector<Node> m_nodes;
    std::vector<Named> m_weights;
    std::vector<Named> m_inputs;  // those of weights too, as older writers list them
    std::vector<Named> m_outputs;
    std::string m_graphName;
    std::vector<Cut> m_cuts;
};

}  // namespace countersign
