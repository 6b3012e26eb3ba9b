# Each of these has to fail.
Feature: What a runner has to notice

  Scenario: a_row_too_few
    Given the modern graph
    And the traversal of
      """
      g.V().hasLabel("software").values("name")
      """
    When iterated to list
    Then the result should be unordered
      | result |
      | lop |

  Scenario: another_order
    Given the modern graph
    And the traversal of
      """
      g.V().values("age").order()
      """
    When iterated to list
    Then the result should be ordered
      | result |
      | d[29].i |
      | d[27].i |
      | d[32].i |
      | d[35].i |

  Scenario: no_error
    Given the modern graph
    And the traversal of
      """
      g.V()
      """
    When iterated to list
    Then the traversal will raise an error

  Scenario: an_error_that_nobody_wants
    Given the modern graph
    And the traversal of
      """
      g.V().values("name").sum()
      """
    When iterated to list
    Then the result should have a count of 1

  Scenario: a_list_where_a_set_should_be
    Given the modern graph
    And the traversal of
      """
      g.V(1).values("name").fold()
      """
    When iterated to list
    Then the result should be unordered
      | result |
      | s[marko] |

  Scenario: an_unknown_sentence
    Given the modern graph
    And the traversal of
      """
      g.V()
      """
    When iterated to list
    Then the result should be surprising
