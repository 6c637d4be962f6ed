// What was read from a document, each value beside the strip of the picture where it stands, for the clerk to
// compare. GUI thread. Changes nothing by itself.
#pragma once

#include <QWidget>
#include <vector>

#include "models/document_values.h"

class QGridLayout;

namespace countersign::ui {

class ReadFieldList final : public QWidget {
    Q_OBJECT
  public:
    explicit ReadFieldList(QWidget* parent = nullptr);
    void setRows(std::vector<ReadRow> rows);
    void retranslate();

  Q_SIGNALS:
    void useWanted(DocumentRow row);   // put this value into the details
    void undoWanted(DocumentRow row);  // what was typed again

  private:
    void build();
    std::vector<ReadRow> m_rows;
    QWidget* m_inner = nullptr;
};

}  // namespace countersign::ui
