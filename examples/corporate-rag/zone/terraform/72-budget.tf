# A budget of the subscription, which tells somebody before it is spent.

# APP-17: cost is seen before it is spent.
resource "azapi_resource" "budget" {
  type      = "Microsoft.Consumption/budgets@2026-06-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "budget-policy-assistant-prod"
  body = {
    properties = {
      category  = "Cost"
      amount    = 4000
      timeGrain = "Monthly"
      timePeriod = {
        startDate = "2026-12-01T00:00:00Z"
      }
      notifications = {
        actual50 = {
          enabled  = true
          operator = "GreaterThanOrEqualTo"
          contactEmails = [
            "platform-team@contoso.example",
          ]
          contactGroups = [
            azapi_resource.actionGroup.id,
          ]
          threshold     = 50
          thresholdType = "Actual"
        }
        actual80 = {
          enabled  = true
          operator = "GreaterThanOrEqualTo"
          contactEmails = [
            "platform-team@contoso.example",
          ]
          contactGroups = [
            azapi_resource.actionGroup.id,
          ]
          threshold     = 80
          thresholdType = "Actual"
        }
        actual100 = {
          enabled  = true
          operator = "GreaterThanOrEqualTo"
          contactEmails = [
            "platform-team@contoso.example",
          ]
          contactGroups = [
            azapi_resource.actionGroup.id,
          ]
          threshold     = 100
          thresholdType = "Actual"
        }
        forecast100 = {
          enabled  = true
          operator = "GreaterThanOrEqualTo"
          contactEmails = [
            "platform-team@contoso.example",
          ]
          contactGroups = [
            azapi_resource.actionGroup.id,
          ]
          threshold     = 100
          thresholdType = "Forecasted"
        }
      }
    }
  }
}
