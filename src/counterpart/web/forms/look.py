"""Every form draws itself in our look, whoever wrote it: `{{ form }}` and `<c-field>` use one template."""

from django.forms.renderers import TemplatesSetting


class LookRenderer(TemplatesSetting):
    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
